"""Gives every box of a form an appearance for on and off. hyperref writes none and leaves the drawing to the viewer,
which would leave it open what a patient saw; each such tick would be put before a person.

usage: python3 draw_boxes.py IN.pdf OUT.pdf
"""
import sys

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream


def drawing(pdf, width, height, marked):
    content = f'q 1 1 1 rg 0 0 0 RG 0.6 w 0.5 0.5 {width - 1:.2f} {height - 1:.2f} re B Q'
    if marked:
        content += f' q 0 0 0 RG 1.4 w 2.5 2.5 m {width - 2.5:.2f} {height - 2.5:.2f} l' \
                   f' 2.5 {height - 2.5:.2f} m {width - 2.5:.2f} 2.5 l S Q'
    return pdf.make_indirect(Stream(pdf, content.encode(), Type=Name.XObject, Subtype=Name.Form,
                                    BBox=Array([0, 0, round(width, 2), round(height, 2)])))


with pikepdf.open(sys.argv[1]) as pdf:
    for page in pdf.pages:
        for widget in page.obj.get('/Annots', []):
            if widget.get('/FT') != Name.Btn:
                continue
            left, bottom, right, top = (float(number) for number in widget.Rect)
            widget.AP = Dictionary(N=Dictionary(Yes=drawing(pdf, right - left, top - bottom, True),
                                                Off=drawing(pdf, right - left, top - bottom, False)))
    pdf.save(sys.argv[2], static_id=True)
