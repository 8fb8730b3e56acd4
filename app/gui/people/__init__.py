"""Who is at the counter, on the screen: signing in, the people's page, the way back."""
