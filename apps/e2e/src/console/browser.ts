import { type LaunchOptions } from '@playwright/test';
import chromium from '@sparticuz/chromium';
import { existsSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';

const SYSTEM_BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
// Not the package's own list, which turns off web security.
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The system's Chromium where there is one (or the one at CHROMIUM), else the one that npm brought along. */
export async function launchOptions(): Promise<LaunchOptions> {
  const system = process.env['CHROMIUM'] ?? SYSTEM_BROWSERS.find((path) => existsSync(path));
  if (system) return { executablePath: system, args: ARGUMENTS };
  return { executablePath: await unpackChromium(), args: [...ARGUMENTS, '--headless=shell'] };
}

/** It unpacks itself into the temporary folder, readable by its owner alone: in one of ours two people do not get into each other's way. */
async function unpackChromium(): Promise<string> {
  const usual = process.env['TMPDIR'];
  const own = resolve(import.meta.dirname, '../../../../node_modules/.cache/chromium');
  mkdirSync(own, { recursive: true });
  process.env['TMPDIR'] = own;
  try {
    return await chromium.executablePath();
  } finally {
    if (usual === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = usual;
  }
}
