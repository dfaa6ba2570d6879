"""The acts on people, one file each subject; `headwater.people.service` lists them."""
