/** How Turkish wordings say each slot. */
import type { TermTable } from './terms.js'

const TIME = 'yıl*|ay|aydan|gün*|sonra|bitene|bitince|sona|sürece|ardından'

export const TURKISH: TermTable = {
  practice: [['*muayenehane*', '*klinik*', '*kliniğ*']],
  'purpose:reminder': [
    [
      'randevu* … hatırlat*',
      'hatırlat* … randevu*',
      'randevu* önce … haber|yaz*|bildir*|mesaj*',
      'yaklaşan|gelecek|alınmış|planlanmış|kararlaştırılan randevu*',
    ],
  ],
  'purpose:recall': [
    [
      'recall*',
      'kontrol* randevu*',
      'kontrol* muayene*',
      'kontrol* zaman*',
      'düzenli|yıllık|aylık|periyodik|rutin kontrol*|muayene*',
      'kontrol* … davet*|çağr*',
      'kontrol* … hatırlat*',
      'davet* … randevu*|kontrol*|muayene*',
      'randevu* … davet*',
    ],
  ],
  'purpose:conversation': [
    [
      'soru* … yanıt*|cevap*',
      'yanıt*|cevap* … soru*',
      'yazışmak|yazışabil*|yazışmamız*|yazışmaya',
      'sohbet etm*|edebil*|için',
      'mesajlaşmak|mesajlaşabil*|mesajlaşmamız*',
    ],
  ],
  usa: [['ABD', 'USA', 'amerika*', 'birleşik devletler*']],
  metadata: [
    [
      'meta veri*',
      'metaveri*',
      'üst veri*',
      'üstveri*',
      'bağlantı veri*',
      'trafik veri*',
      'kullanım veri*',
      'iletişim veri*',
      'kimin … ne zaman',
      'kime … ne zaman',
      'ne zaman … kime',
      'kim … kiminle … zaman',
      'ne zaman yaz*|mesaj*|gönder*',
    ],
  ],
  voluntary: [
    [
      'gönüllü*',
      'özgür irade*',
      'kendi isteğ*|irade*|rıza*',
      'dezavantaj*',
      'olumsuz sonuç*|sonuc*',
      'zorunlu|zorunda|mecbur değil*',
      'isteğe bağlı*',
      'zarar* yok*|olmaz',
      'hayır diyebil*',
      'hiçbir şey değişmez',
      'tedavi* … etkilemez',
    ],
  ],
  withdrawal: [
    ['geri al*', 'geri çek*', 'iptal*', 'vazgeç*', 'stop', 'DUR'],
    [
      'stop',
      'DUR',
      'danışmada*|danışmadan*|danışmaya*|danışma',
      'resepsiyon*',
      'numara* … telefon*',
      'telefon|telefonla',
      'telefon ederek|açarak',
      'bizi ara*',
      'arayarak',
      'yazılı*',
      'eposta*|epostayla',
      'e posta*',
      'şahsen',
      'mesajla',
      'muayenehaneye|kliniğe|bize bildir*|söyle*|haber|yaz*|başvur*',
      'bildirerek|söyleyerek|yazarak',
    ],
  ],
  retention: [
    [
      'sakla*|tutul* … yıl*|sürece|bitene|sona',
      'yıl*|sürece|bitene|sona … sakla*|tutul*',
      'saklama süre* … yıl*|sürece|kadar|ay',
      'süre|süresi … yıl*|sürece|kadar',
      `silin*|siler*|sileriz|silecek*|silin*|imha* … ${TIME}`,
      `${TIME} … silin*|siler*|silecek*|silin*|imha*`,
    ],
  ],
}
