"""Reads one message from its bytes, as a careful person would: headwater.signals.mail.service.parse."""
