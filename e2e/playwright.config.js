import { defineConfig } from '@playwright/test';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const port = process.env.HAGUKUMI_PORT ?? '4811';
const program = process.env.HAGUKUMI ?? path.resolve(import.meta.dirname, '../target/debug/hagukumi');
// Workers read this file again and must find the same folder.
process.env.HAGUKUMI_E2E ??= mkdtempSync(path.join(tmpdir(), 'hagukumi-e2e-'));
const providerPort = process.env.HAGUKUMI_OPENID_PORT ?? '4813';
const sinkPort = process.env.HAGUKUMI_SINK_PORT ?? '4814';
process.env.HAGUKUMI_SINK_PORT = sinkPort;
const issuer = `http://127.0.0.1:${providerPort}`;
const city = path.join(process.env.HAGUKUMI_E2E, 'city');

export default defineConfig({
  testDir: '.',
  fullyParallel: true,
  workers: 2,
  // A busy two-core machine is slow, not wrong.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  retries: 1,
  forbidOnly: !!process.env.CI,
  reporter: [['list'], ['json', { outputFile: 'test-results/report.json' }]],
  globalSetup: './support/set-up.js',
  globalTeardown: './support/tear-down.js',
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync', '--font-render-hinting=none', '--force-color-profile=srgb',
      ],
    },
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1366, height: 768 } } },
    {
      // On the phone only what differs there: every page's look, and stories named *.phone.spec.js.
      name: 'phone',
      testMatch: ['**/pages.spec.js', '**/*.phone.spec.js'],
      use: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
    },
  ],
  webServer: [
    {
      command: `node '${path.join(import.meta.dirname, 'support/openid-provider.js')}'`,
      url: `${issuer}/.well-known/openid-configuration`,
      env: { HAGUKUMI_OPENID_PORT: providerPort, HAGUKUMI_OPENID_BACK: `http://127.0.0.1:${port}/sign-in/provider/callback` },
      timeout: 60_000,
      reuseExistingServer: false,
      stdout: 'ignore',
      stderr: 'ignore',
    },
    {
      command: `node '${path.join(import.meta.dirname, 'support/smtp-sink.js')}'`,
      url: `http://127.0.0.1:${Number(sinkPort) + 1}/mails`,
      env: { HAGUKUMI_SINK_PORT: sinkPort },
      timeout: 60_000,
      reuseExistingServer: false,
      stdout: 'ignore',
      stderr: 'pipe',
    },
    {
      command: [program, 'demo', '--folder', city, '--listen', `127.0.0.1:${port}`, '--now', '2026-11-22T10:00:00+09:00']
        .map((word) => `'${word}'`).join(' '),
      url: `http://127.0.0.1:${port}/sign-in`,
      timeout: 240_000,
      reuseExistingServer: false,
      gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
      stdout: 'ignore',
      stderr: 'pipe',
      env: {
        HAGUKUMI_OPENID_ISSUER: issuer,
        HAGUKUMI_OPENID_SECRET: 'agreed-for-the-stories',
        HAGUKUMI_OPENID_MATCH: 'login',
        HAGUKUMI_SMTP_HOST: '127.0.0.1',
        HAGUKUMI_SMTP_PORT: sinkPort,
        HAGUKUMI_SMTP_SECURITY: 'none',
      },
    },
  ],
});
