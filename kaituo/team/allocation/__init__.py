"""Who works on which customer: public pools, claims, caps, recycling and appeals."""
