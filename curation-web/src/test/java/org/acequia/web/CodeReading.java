package org.acequia.web;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the codes of a page as another program's camera does.
final class CodeReading {

  private static final Pattern CODE =
      Pattern.compile("<svg class=\"qr\" viewBox=\"0 0 (\\d+) [^>]*><path d=\"([^\"]*)\"");
  private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)");
  private static final int PIXELS_PER_MODULE = 4;
  private static final int WHITE = 0xffffff;

  private CodeReading() {}

  /// Returns what the first code of a page says.
  static String read(String html) throws Exception {
    Matcher code = CODE.matcher(html);
    if (!code.find()) {
      throw NotFoundException.getNotFoundInstance();
    }
    int side = Integer.parseInt(code.group(1)) * PIXELS_PER_MODULE;
    int[] pixels = new int[side * side];
    Arrays.fill(pixels, WHITE);
    RUN.matcher(code.group(2)).results().forEach(run -> paint(pixels, side, run));
    var image =
        new BinaryBitmap(new GlobalHistogramBinarizer(new RGBLuminanceSource(side, side, pixels)));
    return new QRCodeReader().decode(image).getText();
  }

  private static void paint(int[] pixels, int side, MatchResult run) {
    int x = Integer.parseInt(run.group(1)) * PIXELS_PER_MODULE;
    int y = Integer.parseInt(run.group(2)) * PIXELS_PER_MODULE;
    int length = Integer.parseInt(run.group(3)) * PIXELS_PER_MODULE;
    for (int row = y; row < y + PIXELS_PER_MODULE; row++) {
      Arrays.fill(pixels, row * side + x, row * side + x + length, 0);
    }
  }
}
