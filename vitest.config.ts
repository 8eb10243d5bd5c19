import { defineConfig } from 'vitest/config';

// Tests make digital patients, start servers and run whole commands; on a busy machine that takes a while.
export default defineConfig({ test: { include: ['test/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 120_000 } });
