"""The worker as a process: python -m headwater.project.worker."""

import os

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headwater.project.settings")
    django.setup()
    from headwater.jobs import worker

    worker.main()
