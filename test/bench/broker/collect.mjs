// Loaded before a server that is measured: SIGUSR2 makes it collect its garbage. Needs --expose-gc.
process.on('SIGUSR2', () => globalThis.gc());
