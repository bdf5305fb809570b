"""What sample_data/make.py writes: invented people, their October of 2026, and the stories in it."""
