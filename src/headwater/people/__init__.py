"""Staff, teams, roles, invitations and the audit log."""
