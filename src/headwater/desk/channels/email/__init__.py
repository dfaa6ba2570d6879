"""E-mail: read by IMAP or handed over by LMTP and SMTP, sent by SMTP. The use-cases are in `service`."""
