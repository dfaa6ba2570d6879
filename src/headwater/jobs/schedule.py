"""What is done at regular times. Each part adds its lines here; the functions are loaded when they are due."""

from headwater.jobs.domain import Every

RETENTION = "retention"
SCHEDULE: list[Every] = [
    Every(20, "export moments", "headwater.desk.service:export_moments"),
    Every(30, "wake snoozed", "headwater.desk.service:wake_snoozed"),
    Every(60, "remind of promises", "headwater.desk.service:remind"),
    Every(300, "causes", "headwater.jobs.answers:refresh"),
    Every(5, "webhooks", "headwater.api.service:spread"),
    Every(20, "moments from outside", "headwater.api.service:export_sent"),
    Every(3600, "tidy the API", "headwater.api.service:tidy"),
    Every(60, "rhythms of customers", "headwater.desk.service:count_rhythms"),
    Every(60, "finish erasures", "headwater.desk.service:finish_erasures"),
    Every(3600, RETENTION, "headwater.desk.service:apply_retention"),
    Every(5, "links to own pages", "headwater.desk.channels.email.own_page:send_links"),
    Every(300, "did they get there", "headwater.desk.channels.email.own_page:follow_up"),
    Every(3600, "old links", "headwater.desk.service:forget_links"),
    Every(3600, "tidy", "headwater.jobs.tidy:tidy"),
]
