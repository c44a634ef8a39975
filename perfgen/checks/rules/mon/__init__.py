"""MON: 运行监控表, whether money, progress and what is expected agree."""
