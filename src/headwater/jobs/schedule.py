"""What is done at regular times. Each part adds its lines here; the functions are loaded when they are due."""

from headwater.jobs.domain import Every

SCHEDULE: list[Every] = [
    Every(3600, "tidy", "headwater.jobs.tidy:tidy"),
]
