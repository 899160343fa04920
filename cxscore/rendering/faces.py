"""The program's own fonts: which file each face is in, and what they are called on paper."""

FACES = {
    ("Inter", 400): "Inter-Regular",
    ("Inter", 600): "Inter-SemiBold",
    ("Inter", 700): "Inter-Bold",
    ("Scorecard Serif", 600): "ScorecardSerif-SemiBold",
}
PROGRAMS_OWN = "cxscore"
"""The scheme by which paper names the program's fonts."""
