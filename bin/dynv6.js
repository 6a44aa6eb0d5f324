#!/usr/bin/env node
import module from 'node:module';

// Node.js 22 keeps compiled code between runs; Node.js 20 lacks the call.
module.enableCompileCache?.();
await import('../dist/main.js');
