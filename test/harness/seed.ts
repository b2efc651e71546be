/** One seed per test run for every property test, printed first so that a failure can be run again: TEST_SEED=… npm test. */
import fc from 'fast-check'

const fromEnvironment = Number(process.env['TEST_SEED'])
export const seed =
  Number.isInteger(fromEnvironment) && fromEnvironment !== 0 ? fromEnvironment : Date.now() % 2 ** 31

console.log(`seed ${seed}`)
fc.configureGlobal({ seed })
