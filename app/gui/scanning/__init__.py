"""A scan on its way to the page on top: capture, route, queue, boxes, verdict (C4)."""
