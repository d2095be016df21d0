"""What makes each block of figures of the pages: one module a subject."""
