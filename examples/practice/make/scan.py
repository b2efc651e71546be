"""Prints a form on paper and scans it: a PDF of one black-and-white picture for each page, 110 dots to the inch.

usage: python3 scan.py IN.pdf OUT.pdf
"""
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

rl_config.useA85 = 0
with tempfile.TemporaryDirectory() as folder:
    subprocess.run(['pdftoppm', '-mono', '-r', '110', sys.argv[1], folder + '/page'], check=True)
    canvas = Canvas(sys.argv[2], pagesize=A4, invariant=1)
    canvas.setTitle('Scan')
    for picture in sorted(Path(folder).iterdir()):
        canvas.drawImage(ImageReader(Image.open(picture).convert('L')), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
