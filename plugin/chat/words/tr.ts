/** Türkçe. */
import type { ChatWords } from '../words.js'

export const tr: ChatWords = {
  buttons: {
    reminder: 'Evet: hatırlatma',
    recall: 'Evet: davet',
    conversation: 'Evet: sorular',
    no: 'Hayır',
    choose: 'Yanıt seçin',
  },
  purposes: {
    reminder: 'randevu hatırlatmaları',
    recall: 'kontrol davetleri',
    conversation: 'randevuyla ilgili sorular',
  },
  question: ({ name }) =>
    `${name} yukarıdaki koşullarla size WhatsApp üzerinden yazabilir mi? Her düğme yalnızca üzerinde yazan için geçerlidir. Hayır demenizin size bir zararı olmaz.`,
  confirmation: ({ name }) =>
    `${name} danışmada WhatsApp mesajı istediğinizi not etti. Lütfen bunu kendiniz onaylayın; ancak o zaman geçerli olur. Her düğme yalnızca üzerinde yazan için geçerlidir. Hayır demenizin size bir zararı olmaz.`,
  further: 'Bunu da ister misiniz?',
  granted: (purposes) =>
    `Teşekkürler, evet yanıtınız kaydedildi: ${purposes}. İstediğiniz zaman geri alabilirsiniz; bunun için STOP yazmanız yeterlidir.`,
  grantedElsewhere: (purposes) =>
    `Teşekkürler, evet yanıtınız kaydedildi: ${purposes}. Muayenehanede sizin için başka bir numara kayıtlı; bu danışmada netleştirilecek, o zamana kadar size yazmayacağız. STOP yazarak istediğiniz zaman geri alabilirsiniz.`,
  grantedHidden: (purposes) =>
    `Teşekkürler, evet yanıtınız kaydedildi: ${purposes}. WhatsApp hesabınız numaranızı bize göstermiyor; bu danışmada netleştirilecek, o zamana kadar size yazmayacağız. STOP yazarak istediğiniz zaman geri alabilirsiniz.`,
  refused: 'Teşekkürler, hayır yanıtınız kaydedildi. Bu konuda size WhatsApp üzerinden yazmayacağız.',
  repeated: 'Yanıtınız zaten kayıtlı. Başka bir şey yapmanız gerekmiyor.',
  over: 'Bu soru artık açık değil, hiçbir şey kaydedilmedi. Mesaj almak isterseniz lütfen danışmadan yeni bir kod isteyin.',
  otherAccount:
    'Bu soru başka bir WhatsApp hesabına soruldu, hiçbir şey kaydedilmedi. Lütfen danışmadan size ait bir kod isteyin.',
  useButtons: 'Yanıtınızın açık olması için lütfen sorumuzun altındaki düğmelerden biriyle yanıt verin.',
  codeUnknown: 'Bu kodu tanımıyoruz, hiçbir şey kaydedilmedi. Lütfen danışmadan yeni bir kod isteyin.',
  codeExpired: 'Bu kodun süresi doldu, hiçbir şey kaydedilmedi. Lütfen danışmadan yeni bir kod isteyin.',
  codeUsed:
    'Bu kod daha önce kullanıldı, yeni bir şey kaydedilmedi. Gerekirse lütfen danışmadan yeni bir kod isteyin.',
  stopped: ({ name }) => `Kaydedildi. ${name} size artık WhatsApp üzerinden yazmayacak.`,
  poster: ({ name, phone }) =>
    `${name} için mesajınıza teşekkürler. Lütfen danışmaya haber verin: orada bu sohbeti sizinle eşleştiririz, sonra ne istediğinizi burada sorarız. Sağlığınızla ilgili konuları buraya yazmayın, lütfen arayın: ${phone}.`,
  notice: ({ name, phone }) =>
    `${name} buradan yalnızca randevu mesajları gönderir. Sorularınız ve sağlığınızla ilgili her şey için lütfen arayın: ${phone}.`,
  codeText: 'Muayenehanenin WhatsApp mesajları için kodum:',
  posterText: 'WhatsApp ile hatırlatma almak istiyorum.',
  sheet: {
    title: 'Randevular WhatsApp ile mi?',
    steps: [
      '1. Kodu telefonunuzun kamerasıyla okutun ve hazır mesajı gönderin.',
      '2. Danışmaya haber verin.',
      '3. Sohbette ne olduğunu okuyun, evet veya hayır diye yanıtlayın.',
    ],
    voluntary: 'Gönüllüdür, hayır demenin zararı yoktur, STOP ile her zaman sona erer.',
    code: 'QR kodu: WhatsApp’ta muayenehane ile bir sohbet açar; içindeki mesaj hazırdır.',
    addressMissing: '[adres: muayenehane tarafından doldurulacak]',
  },
}
