"""The editor of a plan's document: a form made from the typed definition, so that no field of a plan is out of reach and none is described twice."""
