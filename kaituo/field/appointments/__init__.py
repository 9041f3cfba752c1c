"""Appointments, and the calendar in which a person sees them beside what she has promised: by month, week, day or as a list, with her colleagues' beside her own."""
