/** Turkish. */
import { gap, type StopWords } from './table.js'

const THINGS_TR = '(?:mesaj|sms|hatirlatma|bildirim|whatsapp)\\w*'
const NO_TR =
  '(?:at|yaz|gonder|yolla|iste|et|ilet)(?:m(?:a|e)(?:yin|yiniz|yin lutfen|sin|sinler|yiver)?|miyorum|miyoruz|mez misiniz)'

export const TURKISH: StopWords = {
  commands: 'dur durdur durdurun durdurunuz ret istemiyorum',
  notASlip: '',
  slips: '',
  around: `
    lütfen teşekkürler teşekkür ederim artık hemen şimdi mesaj mesajlar mesajları mesajlarını mesajlarınız bana bu ben
    beni sizden hatırlatma hatırlatmalar bildirim bildirimler bildirimleri merhaba selam nokta ünlem
  `,
  phrases: [
    // mesaj atmayın; mesaj istemiyorum; bana yazmayın; abonelikten çık; listeden çıkar; rahatsız etmeyin
    `${THINGS_TR} ${gap(3)}${NO_TR}`,
    `${THINGS_TR} ${gap(3)}(?:almak|gelsin) iste(?:miyorum|miyoruz)`,
    `${THINGS_TR} ${gap(2)}(?:gelmesin|kesin|kesiniz|durdur|durdurun|durdurunuz)`,
    `(?:bana|bize|artik) ${gap(2)}(?:yazma|yazmayin|yazmayiniz|atmayin|atma|gondermeyin|gonderme)`,
    `rahatsiz (?:etme|etmeyin|etmeyiniz)`,
    `aboneli\\w* ${gap(2)}(?:cik\\w*|iptal\\w*|bitir\\w*|ayril\\w*|sonlandir\\w*|istemiyorum)`,
    `(?:liste|listeden|listenizden) ${gap(2)}(?:cikar\\w*|cik|cikmak|sil\\w*)`,
    `(?:beni|numarami) ${gap(2)}(?:cikarin\\w*|cikar|sil|silin\\w*|engelle\\w*)`,
    `(?:iznimi|onayimi|rizami) ${gap(3)}(?:geri|iptal)\\w*`,
  ],
  against: ['randevu\\w*', 'neden|niye|nicin|nasil', 'almiyorum|gelmiyor\\w*|gelmedi', 'devam', 'fatura'],
  doubtful: [
    'yanlis (?:numara\\w*)',
    'iptal\\w*|istemi\\w*|istemez|dur|durdur\\w*|gerek yok|yeter|aboneli\\w*|sikayet\\w*|birak\\w*|rahatsiz\\w*',
    `${THINGS_TR} ${gap(2)}\\w+m[ae]y\\w+`,
  ],
  doubtfulAlone: 'hayır kes yeter bırak bırakın',
}
