"""Tasks: what somebody is to do until when, alone or on the boards of a project, linked to whatever record it is about. Meetings live in `team/meetings`."""
