"""Visits as files for and from other people's calendars (iCalendar, RFC 5545): bytes in, plain data out."""
