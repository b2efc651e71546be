"""Fills forms with pdftk, pypdf or pikepdf. Standard input: JSON, {"filler", "blank", "out", "texts", "ticks"};
texts and ticks go by full field name, a tick holds the on-state.
"""
import json
import subprocess
import sys
from xml.sax.saxutils import escape, quoteattr

job = json.load(sys.stdin)
texts, ticks = job['texts'], job['ticks']


def with_pdftk():
    fields = ''.join(f'<field name={quoteattr(name)}><value>{escape(value)}</value></field>'
                     for name, value in {**texts, **ticks}.items())
    xfdf = f'<?xml version="1.0" encoding="UTF-8"?><xfdf xmlns="http://ns.adobe.com/xfdf/"><fields>{fields}</fields></xfdf>'
    subprocess.run(['pdftk', job['blank'], 'fill_form', '-', 'output', job['out']], input=xfdf.encode(), check=True)


def full_name(node, text):
    """The partial names up to the root, and the dictionary that carries the field's value."""
    names, holder = [], node
    while node is not None:
        if '/T' in node:
            if not names:
                holder = node
            names.insert(0, text(node['/T']))
        node = node['/Parent'] if '/Parent' in node else None
    return '.'.join(names), holder


def with_pypdf():
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import BooleanObject, NameObject, TextStringObject
    writer = PdfWriter()
    writer.clone_document_from_reader(PdfReader(job['blank']))
    writer._root_object['/AcroForm'][NameObject('/NeedAppearances')] = BooleanObject(True)
    for page in writer.pages:
        for annotation in page.get('/Annots', []):
            widget = annotation.get_object()
            name, holder = full_name(widget, str)
            if name in texts:
                holder[NameObject('/V')] = TextStringObject(texts[name])
                widget.pop('/AP', None)
            elif name in ticks and '/' + ticks[name] in widget['/AP']['/N']:
                holder[NameObject('/V')] = NameObject('/' + ticks[name])
                widget[NameObject('/AS')] = NameObject('/' + ticks[name])
    writer.write(job['out'])


def with_pikepdf():
    import pikepdf
    from pikepdf import Array, Dictionary, Name, Stream
    with pikepdf.open(job['blank']) as pdf:
        helvetica = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica,
                                                 Encoding=Name.WinAnsiEncoding))

        def written(text, width, height):
            shown = text.encode('cp1252').hex()
            content = (f'q 1 g 0.6 G 0.5 w 0.25 0.25 {width - 0.5:.2f} {height - 0.5:.2f} re B Q'
                       f' /Tx BMC q BT /F 10 Tf 0 g 3 {height / 2 - 3.4:.2f} Td <{shown}> Tj ET Q EMC')
            return pdf.make_indirect(Stream(
                pdf, content.encode(), Type=Name.XObject, Subtype=Name.Form,
                BBox=Array([0, 0, round(width, 2), round(height, 2)]),
                Resources=Dictionary(Font=Dictionary(F=helvetica))))

        for page in pdf.pages:
            for widget in page.obj.get('/Annots', []):
                name, holder = full_name(widget, str)
                if name in texts:
                    left, bottom, right, top = (float(number) for number in widget.Rect)
                    holder.V = texts[name]
                    widget.AP = Dictionary(N=written(texts[name], right - left, top - bottom))
                elif name in ticks and '/' + ticks[name] in widget.AP.N:
                    holder.V = Name('/' + ticks[name])
                    widget.AS = holder.V
        if '/NeedAppearances' in pdf.Root.AcroForm:
            del pdf.Root.AcroForm.NeedAppearances
        pdf.save(job['out'], static_id=True)


{'pdftk': with_pdftk, 'pypdf': with_pypdf, 'pikepdf': with_pikepdf}[job['filler']]()
