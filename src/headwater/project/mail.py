"""The mail process: python -m headwater.project.mail [fetch] [send] [listen]; without a word it does all three."""

import os
import sys

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headwater.project.settings")
    django.setup()
    from headwater.jobs import mail

    mail.main(sys.argv[1:])
