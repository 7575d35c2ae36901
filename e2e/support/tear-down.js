import { rmSync } from 'node:fs';

export default function tearDown() {
  rmSync(process.env.HAGUKUMI_E2E, { recursive: true, force: true });
}
