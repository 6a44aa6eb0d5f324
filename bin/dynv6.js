#!/usr/bin/env node
const { versions } = process;

// Node.js 22 keeps compiled code between runs; Node.js 20 cannot, and loading the module to ask takes it a millisecond.
if (Number.parseInt(versions.node, 10) >= 22) require('node:module').enableCompileCache?.();
require('../dist/main.cjs');
