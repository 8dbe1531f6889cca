"""Running the chapters' code cells: one warm process that becomes a kernel for each chapter."""
