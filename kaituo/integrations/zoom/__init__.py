"""Zoom: conferences made, changed and cancelled through its REST interface."""
