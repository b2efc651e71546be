/** How Turkish wordings say each slot. */
import type { TermTable } from './terms.js'

export const TURKISH: TermTable = {
  practice: [['*muayenehane*', '*klinik*', '*kliniğ*']],
  'purpose:reminder': [['randevu* … hatırlat*', 'hatırlat* … randevu*']],
  'purpose:recall': [
    [
      'recall*',
      'kontrol* randevu*',
      'kontrol* muayene*',
      'düzenli kontrol*|muayene*',
      'kontrol* … davet*|çağr*',
      'davet* … randevu*|kontrol*|muayene*',
      'randevu* … davet*',
    ],
  ],
  'purpose:conversation': [
    ['soru* … yanıt*|cevap*', 'yanıt*|cevap* … soru*', 'yazışma*', 'sohbet*', 'mesajlaş*', 'iletişim*'],
  ],
  usa: [['ABD', 'USA', 'amerika*', 'üçüncü ülke*']],
  metadata: [
    [
      'meta veri*',
      'metaveri*',
      'üst veri*',
      'üstveri*',
      'bağlantı veri*',
      'trafik veri*',
      'kimin … ne zaman',
      'kim … kiminle … zaman',
    ],
  ],
  voluntary: [
    ['gönüllü*', 'özgür irade*', 'dezavantaj*', 'olumsuz sonuç*|sonuc*', 'zorunlu değil*', 'isteğe bağlı*'],
  ],
  withdrawal: [
    ['geri al*', 'geri çek*', 'iptal*', 'vazgeç*', 'stop', 'DUR'],
    [
      'stop',
      'DUR',
      'danışmada*|danışmadan*|danışmaya*|danışma',
      'resepsiyon*',
      'numara* … telefon*',
      'telefon ederek|açarak',
      'yazılı*',
      'eposta*',
      'e posta*',
      'şahsen',
    ],
  ],
  retention: [
    [
      'sakla* … yıl*|sürece',
      'yıl*|sürece … sakla*',
      'saklama süre*',
      'silin*',
      'siler*',
      'silecek*',
      'imha*',
    ],
  ],
}
