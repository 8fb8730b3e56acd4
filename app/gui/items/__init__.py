"""Item › Item: the list of items, and the editor of one."""
