/** Asks the hosts of a practice for appointments in the moment of sending; what they answer is stored for the claim. */
import type { HostAdapter, HostProblem } from '../../adapters/host.js'
import { appointmentNow } from '../host/appointment-now.js'
import { toAppointmentId } from '../ids.js'
import type { Log } from '../log.js'
import type { OpenPractice } from '../practice.js'
import type { DueReminder } from './due.js'

export class HostInquiry {
  /** Hosts that let us wait once, and are not asked again in this run. */
  private readonly silent = new Set<string>()
  private readonly told = new Set<string>()

  constructor(
    private readonly practice: OpenPractice,
    private readonly options: { adapters: readonly HostAdapter[]; log: Log; hostTimeoutMillis?: number },
  ) {}

  /**
   * Where no host can answer, the appointment counts as it was last read.
   * @throws whatever an adapter throws, except that it is unavailable
   */
  async ask(row: DueReminder): Promise<void> {
    const { adapters, hostTimeoutMillis } = this.options
    const asked = adapters.filter((host) => host.appointmentNow !== undefined && !this.silent.has(host.id))
    if (row.item_kind !== 'appointment' || asked.length === 0) return
    const now = await appointmentNow(this.practice, asked, toAppointmentId(row.item_id), hostTimeoutMillis)
    for (const problem of now.problems) this.note(problem)
  }

  /** Each once: many appointments meet with the same. */
  private note({ code, details }: HostProblem): void {
    if (code === 'HOST_UNAVAILABLE' && details['reason'] === 'timeout')
      this.silent.add(String(details['host']))
    const fields = { practice: this.practice.configuration.id, code, ...details }
    const told = JSON.stringify(fields)
    if (this.told.has(told)) return
    this.told.add(told)
    this.options.log.warn('host_problem', fields)
  }
}
