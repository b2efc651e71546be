/** Turkish. */
import { gap, type StopWords } from './table.js'
import { ANY_THING, THINGS } from './things.js'

const WISH = 'miyorum|miyoruz|mez misiniz'
const PLEA = 'yin|yiniz|yin lutfen|sin|sinler|yiver'
/** `hatırlatma` alone is no plea: it is the reminder itself. */
const NO = `((at|yaz|gonder|yolla|et|ilet|cek|bildir)(m[ae](${PLEA})?|${WISH})|hatirlat(ma(${PLEA})|${WISH})|iste(me|meyin|miyorum|miyoruz|miyom|mem|meyiz))`

export const TURKISH: StopWords = {
  commands: 'dur durdur durdurun durdurunuz ret istemiyorum',
  notASlip: 'du der dir dor durch dura durun duru bur rat reto retten rot net bet reh istiyorum',
  everyday: `
    bir ve için de çok ama evet da sen onu seni benim her sana ki ya senin en mu su misin biraz hadi bile eğer gerçekten
    biri biz gün yeni nerede et siz diye gel tabii kendi nin ver bizi buna sizi baba seninle göre git hala yine olmak zaten
    al geliyor üç gerçek emin birkaç saat pek ev eve yıl hep neler yer sizin etmek nereye az gerekiyor kesinlikle benden
    tane zor ise işi kez sağ hoş hem yapma gereken geç ayrıca nereden beri haber yi yerine ay kendimi ettim dört bende yol
    bitti tabi yolu kal eder istedim neredeyse olsun olun kan göz aç garip on kimin gelip çalışıyor geldin hava bin gelir
    oyun kısa el kızı tur yere verin kere gerektiği gelin eden geliyorum geleceğim istedi evine ettin bas at yeri isterim
    istiyorum kendisi bi hata kızım asıl don getir ses koca yerinde iyi yin iyiyim günler günü adres adresi arayın ararım
    arar yazar yazın yaz yazdım atın gönderin gönder gönderdim gelemem geleyim gecikeceğim sorun uygun olur teşekkür ağrıyor
    diş dişim kart kartım hatırlatmayı hatırlatmanı
  `,
  around: `
    lütfen teşekkürler teşekkür ederim artık hemen şimdi mesaj mesajlar mesajları mesajlarını mesajlarınız bana bu ben
    beni sizden hatırlatma hatırlatmalar bildirim bildirimler bildirimleri davet davetler davetleri merhaba selam nokta ünlem
  `,
  phrases: [
    // mesaj atmayın; mesaj istemiyorum; bana yazmayın; abonelikten çık; listeden çıkar; rahatsız etmeyin
    `${THINGS} ${gap(3)}${NO}`,
    `${THINGS} ${gap(3)}(almak|gelsin) iste(miyorum|miyoruz)`,
    `${THINGS} ${gap(2)}(gelmesin|kesin|kesiniz|durdur|durdurun|durdurunuz|birakin|birakiniz|sonlandirin)`,
    `(${THINGS} )?(atmayi|yazmayi|gondermeyi|yollamayi) (birak|birakin|birakiniz|kes|kesin|kesiniz)`,
    `(bana|bize|artik|daha|bidaha|lutfen) ${gap(2)}(yazma|yazmayin|yazmayiniz|atmayin|atma|gondermeyin|gondermeyiniz|gonderme|yollamayin|yollama)`,
    'rahatsiz (etme|etmeyin|etmeyiniz)',
    'hatirlatmayin|hatirlatmayiniz',
    `aboneli* ${gap(2)}(cik*|iptal*|bitir*|ayril*|sonlandir*|istemiyorum)`,
    `(liste|listeden|listenizden) ${gap(2)}(cikar*|cik|cikmak|sil*)`,
    `(beni|numarami|numaram) ${gap(2)}(cikarin*|cikar|sil|silin|silin*|siliniz|engelle*)`,
    `(iznimi|onayimi|rizami|muvafakatimi) ${gap(3)}(geri|iptal)*`,
    `(izin|onay|riza) ${gap(1)}(vermiyorum|vermiyoruz|yok)`,
    'beni rahat birak*',
    `${THINGS} ${gap(1)}(kapat|kapatin|kapatiniz)`,
    '(sil|silin|siliniz|cikar|cikarin|engelle|engelleyin) (beni|numarami)',
  ],
  harmless: [
    'ben (?:\\S+ )?(?:iyi|hazir|emin|musait|evde|burada|orada|hasta|uygun|turkiyede|sehirde) degilim',
    `(?:${ANY_THING} )?kacirmak iste(?:miyorum|miyoruz|mem)`,
  ],
  against: [
    `${THINGS} kacirmak`,
    'randevu*',
    'neden|niye|nicin|nasil',
    'almiyorum|gelmiyor*|gelmedi',
    'devam',
    'fatura|recete',
    'babam*|annem*|esim*|kocam*|karim*|oglum*|kizim*|cocugum*|kardesim*|dedem*|ninem*',
    'vefat|oldu|merhum',
  ],
  doubtful: [
    'yanlis (numara*|kisi*)|numara (bana|size|ona|onun) ait degil',
    'iptal*|istemi*|istemiyorum|istemiyoruz|istemez|dur|durdur*|durdurun|gerek yok|yeter|aboneli*|sikayet*|birak*|rahatsiz*|engelle*|engelliyorum|kvkk|spam',
    `${THINGS} ${gap(2)}${NO}`,
    '(yazma|yazmayin|yazmayiniz|atmayin|atmayiniz|gondermeyin|gondermeyiniz|yollamayin)',
    'vazgectim|vazgectik|vazgeciyorum',
    // ben Erika değilim
    `ben (_ )?_ degilim|o kisi degilim`,
    'vefat (etti|etmistir)|rahmetli',
  ],
  doubtfulAlone: 'hayır kes kesin yeter bırak bırakın yok atma yazma sus',
}
