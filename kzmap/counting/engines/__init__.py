"""What runs the counting: pandas, DuckDB or Spark; what each needs of its own, and no more."""
