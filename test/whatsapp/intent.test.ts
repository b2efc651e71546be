import { expect } from 'chai'
import { readIntent } from '../../plugin/whatsapp/intent.js'

const MESSAGE = `m_${'a'.repeat(26)}`

describe('What a patient wants', () => {
  it('is what the pressed button says, not its title', () => {
    expect(readIntent(`confirm:${MESSAGE}`, 'Stopp')).to.deep.equal({ intent: 'confirm', message: MESSAGE })
    expect(readIntent(`cancel:${MESSAGE}`, 'Ich komme')).to.deep.equal({ intent: 'cancel', message: MESSAGE })
  })

  it('is a stop for the stop button, even when it names no message of ours', () => {
    expect(readIntent(`stop:${MESSAGE}`, null)).to.deep.equal({ intent: 'stop', message: MESSAGE })
    expect(readIntent('stop:', null)).to.deep.equal({ intent: 'stop', message: null })
    expect(readIntent('stop:whatever', 'Nachrichten?')).to.deep.equal({ intent: 'stop', message: null })
  })

  it('is for a person when a button of ours names no message', () => {
    expect(readIntent('confirm:nonsense', 'Ich komme').intent).to.equal('doubt')
    expect(readIntent('cancel:', null).intent).to.equal('doubt')
  })

  it('is read from the title of a button that is not ours, and from written words', () => {
    expect(readIntent('x', 'Keine Nachrichten mehr').intent).to.equal('stop')
    expect(readIntent(null, 'STOP').intent).to.equal('stop')
    expect(readIntent(null, 'iptal').intent).to.equal('doubt')
    expect(readIntent(null, `confirm:${MESSAGE}`)).to.deep.equal({ intent: 'other', message: null })
    expect(readIntent(null, null)).to.deep.equal({ intent: 'other', message: null })
  })
})
