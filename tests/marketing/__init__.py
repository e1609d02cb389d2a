"""Marketing: campaigns, audiences, replies, what they returned, and the agreement with sales."""
