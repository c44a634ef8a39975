"""What was found, as files for other programs and people: JSON, SARIF, GitHub's annotations, a page of HTML."""
