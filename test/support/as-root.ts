/**
 * Whether tests that need root are run: by root, and where `CI=true`, so that there they fail rather than be passed over
 * in silence.
 */
export const runsAsRoot = process.getuid?.() === 0 || process.env['CI'] === 'true';
