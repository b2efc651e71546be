/** How a route finds its practice. */
import type { Request } from 'express'
import type { RunningPractice } from '../installation.js'

/** @throws RecallError PRACTICE_UNKNOWN */
export type PracticeOf = (request: Request) => RunningPractice
