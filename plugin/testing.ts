/** What host vendors test with: the local 360dialog, a clock that stands still, and the conformance kit for adapters. */
export {
  type Abilities,
  type HostCheckCase,
  hostChecks,
  type HostRecords,
  type HostUnderTest,
} from '../adapters/conformance.js'
export { type FixedClock, fixedClock } from './fixed-clock.js'
export { templatesAsApproved } from './sandbox/approved.js'
export { type Sandbox, type SandboxOptions, startSandbox } from './sandbox/sandbox.js'
