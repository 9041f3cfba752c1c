"""Reports anyone builds from records and measures, dashboards of them, and their dispatch by mail. Ready reports of fixed shape are in `insights`."""
