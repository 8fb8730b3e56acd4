"""Print queue, print log and what is asked before printing; below the pages that print."""
