"""The blank forms that reportlab makes: questionnaires in English and Turkish with a yes/no radio group, and a German
form with a box that is already ticked (the sample's example of how not to do it).

usage: python3 blanks_reportlab.py FOLDER_OF_WORDINGS FOLDER_OF_BLANKS
"""
import sys
from pathlib import Path

from reportlab import rl_config
from reportlab.lib.colors import HexColor, black, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

FONTS = Path('/usr/share/fonts/truetype/liberation')
ACCENT = HexColor('#6b2d5c')
LINE = HexColor('#a9a9b3')
LEFT, RIGHT = 50, 545

# Helvetica, which every viewer has, knows no Turkish letters; that form brings its font along.
STANDARD = ('Helvetica', 'Helvetica-Bold')
EMBEDDED = ('Sans', 'Sans')

EN = {
    'fonts': STANDARD, 'file': 'questionnaire-2026-en.pdf', 'wording': 'wa-2026-01.en.txt',
    'title': 'Medical history questionnaire', 'intro': 'Please answer all questions. If in doubt, ask our team.',
    'person': 'About you', 'health': 'Your health: please tick what applies',
    'fields': [[('family_name', 'Family name', .38), ('given_name', 'Given name', .37), ('patient_no', 'Patient number', .25)],
               [('date_of_birth', 'Date of birth (dd.mm.yyyy)', .3), ('mobile', 'Mobile number', .35), ('language', 'Languages spoken', .35)]],
    'boxes': [('heart', 'Heart or circulation'), ('pressure', 'High blood pressure'), ('bleeding', 'Bleeding disorder'),
              ('diabetes', 'Diabetes'), ('asthma', 'Asthma'), ('pregnancy', 'Pregnancy')],
    'text': ('medication', 'Medication and allergies'),
    'consent': 'Messages from the practice on WhatsApp (voluntary)',
    'choice': ('WhatsApp_consent', [('yes', 'Yes, I consent to appointment reminders and recall invitations on WhatsApp.'),
                                    ('no', 'No, I do not want messages on WhatsApp.')]),
    'date': ('date', 'Date'), 'sign': 'Signature',
}
TR = {
    'fonts': EMBEDDED, 'file': 'soru-formu-2026-tr.pdf', 'wording': 'wa-2026-01.tr.txt',
    'title': 'Sağlık soru formu', 'intro': 'Lütfen bütün soruları yanıtlayın. Sorularınız varsa ekibimize danışın.',
    'person': 'Kişisel bilgiler', 'health': 'Sağlığınız: size uyanları işaretleyin',
    'fields': [[('soyadi', 'Soyadı', .38), ('adi', 'Adı', .37), ('hasta_no', 'Hasta numarası', .25)],
               [('dogum_tarihi', 'Doğum tarihi (gg.aa.yyyy)', .3), ('cep_telefonu', 'Cep telefonu', .35), ('diller', 'Konuştuğunuz diller', .35)]],
    'boxes': [('kalp', 'Kalp ve damar hastalığı'), ('tansiyon', 'Yüksek tansiyon'), ('kanama', 'Kanama bozukluğu'),
              ('diyabet', 'Diyabet'), ('astim', 'Astım'), ('hamilelik', 'Hamilelik')],
    'text': ('ilaclar', 'İlaçlar ve alerjiler'),
    'consent': 'Muayenehaneden WhatsApp mesajları (gönüllü)',
    'choice': ('WhatsApp_onay', [('evet', 'Evet, WhatsApp ile randevu hatırlatmaları ve kontrol davetleri almayı onaylıyorum.'),
                                 ('hayir', 'Hayır, WhatsApp mesajı istemiyorum.')]),
    'date': ('tarih', 'Tarih'), 'sign': 'İmza',
}
PRETICKED = {
    'fonts': STANDARD, 'file': 'anamnese-vorbelegt.pdf', 'wording': 'wa-2026-01.de.txt',
    'title': 'Anamnesebogen (kurz)', 'intro': 'Bitte füllen Sie diesen Bogen in Druckschrift aus.',
    'person': 'Ihre Angaben', 'health': 'Ihre Gesundheit: Zutreffendes bitte ankreuzen',
    'fields': [[('Familienname', 'Name', .38), ('Vorname', 'Vorname', .37), ('Pat_Nr', 'Pat.-Nr.', .25)],
               [('Geb_Datum', 'Geburtsdatum', .3), ('Tel_mobil', 'Mobiltelefon', .35), ('Tel_privat', 'Telefon privat', .35)]],
    'boxes': [('K1', 'Herz-Kreislauf'), ('K2', 'Bluthochdruck'), ('K3', 'Blutgerinnung'),
              ('K4', 'Diabetes'), ('K5', 'Asthma'), ('K6', 'Schwangerschaft')],
    'text': ('Medikamente', 'Medikamente und Allergien'),
    'consent': 'Nachrichten der Praxis über WhatsApp',
    'ticked': ('WhatsApp_einverstanden', 'Ich bin mit Erinnerungen und Einladungen über WhatsApp einverstanden.'),
    'date': ('Datum', 'Datum'), 'sign': 'Unterschrift',
}


class Page:
    def __init__(self, path: Path, title: str, fonts):
        self.regular, self.bold = fonts
        self.canvas = Canvas(str(path), pagesize=A4, pageCompression=1, invariant=1)
        self.canvas.setTitle(title)
        self.canvas.setAuthor('Zahnarztpraxis Dr. Muster')
        self.canvas.setFillColor(ACCENT)
        self.canvas.rect(0, 800, A4[0], 42, stroke=0, fill=1)
        self.text(LEFT, 815, 'Zahnarztpraxis Dr. Muster', self.bold, 14, white)
        self.canvas.setFont(self.regular, 8)
        self.canvas.drawRightString(RIGHT, 815, 'Musterstraße 1 · 10115 Berlin · 030 12345678')
        self.y = 770

    def text(self, x, y, text, font=None, size=9, colour=black):
        self.canvas.setFillColor(colour)
        self.canvas.setFont(font or self.regular, size)
        self.canvas.drawString(x, y, text)

    def heading(self, text, size=11):
        self.text(LEFT, self.y, text, self.bold, size, ACCENT)
        self.y -= size + 8

    def fields(self, line):
        x = LEFT
        for name, label, share in line:
            width = (RIGHT - LEFT) * share - 8
            self.text(x, self.y, label, size=7.5)
            self.canvas.acroForm.textfield(
                name=name, x=x, y=self.y - 21, width=width, height=17, fontName='Helvetica', fontSize=10,
                borderWidth=0.5, borderColor=LINE, fillColor=white, textColor=black, forceBorder=True)
            x += width + 8
        self.y -= 38

    def box(self, x, name, label, checked=False):
        self.canvas.acroForm.checkbox(
            name=name, x=x, y=self.y - 2, size=11, buttonStyle='cross', borderWidth=0.7, borderColor=black,
            fillColor=white, textColor=black, checked=checked, forceBorder=True)
        self.text(x + 18, self.y, label)

    def choice(self, name, options):
        for value, label in options:
            self.canvas.acroForm.radio(
                name=name, value=value, selected=False, x=LEFT, y=self.y - 3, size=12, buttonStyle='check', shape='square',
                borderWidth=0.7, borderColor=black, fillColor=white, textColor=black, forceBorder=True)
            self.text(LEFT + 20, self.y, label, size=10)
            self.y -= 20

    def wording(self, text):
        style = ParagraphStyle('wording', fontName=self.regular, fontSize=8.5, leading=11.3)
        for part in text.strip().split('\n\n'):
            paragraph = Paragraph(part, style)
            _, height = paragraph.wrap(RIGHT - LEFT, 400)
            paragraph.drawOn(self.canvas, LEFT, self.y - height + 8)
            self.y -= height + 5


def make(form, wordings: Path, blanks: Path):
    page = Page(blanks / form['file'], form['title'], form['fonts'])
    page.heading(form['title'], 15)
    page.text(LEFT, page.y, form['intro'])
    page.y -= 22
    page.heading(form['person'])
    for line in form['fields']:
        page.fields(line)
    page.heading(form['health'])
    for index, (name, label) in enumerate(form['boxes']):
        page.box(LEFT + (index % 3) * 165, name, label)
        if index % 3 == 2:
            page.y -= 18
    page.y -= 4
    page.fields([(*form['text'], 1)])
    page.heading(form['consent'])
    page.wording((wordings / form['wording']).read_text('utf-8'))
    page.y -= 8
    if 'choice' in form:
        page.choice(*form['choice'])
    else:
        page.box(LEFT, *form['ticked'], checked=True)
        page.y -= 20
    page.y -= 14
    page.fields([(*form['date'], .25)])
    page.canvas.setStrokeColor(black)
    page.canvas.line(300, page.y + 17, RIGHT, page.y + 17)
    page.text(300, page.y + 8, form['sign'], size=7.5)
    page.canvas.save()


if __name__ == '__main__':
    rl_config.useA85 = 0
    pdfmetrics.registerFont(TTFont('Sans', str(FONTS / 'LiberationSans-Regular.ttf')))
    for form in (EN, TR, PRETICKED):
        make(form, Path(sys.argv[1]), Path(sys.argv[2]))
