// Loaded into every child of `up`: when the supervisor is gone, however it went, the child goes too.
process.on('disconnect', () => {
  process.kill(process.pid, 'SIGTERM')
  setTimeout(() => process.exit(1), 8_000).unref()
})
