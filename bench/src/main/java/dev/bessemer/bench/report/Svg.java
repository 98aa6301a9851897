package dev.bessemer.bench.report;

/** An SVG picture in the making. */
final class Svg {
    private final StringBuilder body = new StringBuilder();
    private final double width;
    private final double height;
    private final String label;

    /** @param label what the picture shows, for those who do not see it */
    Svg(double width, double height, String label) {
        this.width = width;
        this.height = height;
        this.label = label;
    }

    /** Text that may hold any character. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    Svg text(double x, double y, String anchor, String kind, String text) {
        body.append("<text x=\"")
                .append(Numbers.at(x))
                .append("\" y=\"")
                .append(Numbers.at(y))
                .append('"');
        body.append(" text-anchor=\"").append(anchor).append('"');
        body.append(kind.isEmpty() ? "" : " class=\"" + kind + "\"");
        body.append('>').append(escape(text)).append("</text>");
        return this;
    }

    Svg bar(double x, double y, double length, double thickness, String kind) {
        body.append("<rect x=\"").append(Numbers.at(x)).append("\" y=\"").append(Numbers.at(y));
        body.append("\" width=\"")
                .append(Numbers.at(length))
                .append("\" height=\"")
                .append(Numbers.at(thickness));
        body.append("\" rx=\"2\" class=\"").append(kind).append("\"/>");
        return this;
    }

    Svg line(double x1, double y1, double x2, double y2, String kind) {
        body.append("<line x1=\"").append(Numbers.at(x1)).append("\" y1=\"").append(Numbers.at(y1));
        body.append("\" x2=\"").append(Numbers.at(x2)).append("\" y2=\"").append(Numbers.at(y2));
        body.append("\" class=\"").append(kind).append("\"/>");
        return this;
    }

    Svg path(double[] xs, double[] ys, String kind) {
        body.append("<polyline points=\"");
        for (int i = 0; i < xs.length; i++) {
            body.append(i == 0 ? "" : " ").append(Numbers.at(xs[i])).append(',').append(Numbers.at(ys[i]));
        }
        body.append("\" class=\"").append(kind).append("\" style=\"fill:none\"/>");
        return this;
    }

    /** @param title what a pointer at it shows */
    Svg dot(double x, double y, String kind, String title) {
        body.append("<circle cx=\"").append(Numbers.at(x)).append("\" cy=\"").append(Numbers.at(y));
        body.append("\" r=\"4\" class=\"").append(kind).append("\"><title>").append(escape(title));
        body.append("</title></circle>");
        return this;
    }

    /** The picture, to stand in a page that has the style. */
    String inline() {
        return whole("");
    }

    /** The picture, to stand alone. */
    String alone() {
        return whole("<style>" + Palette.style() + "</style>");
    }

    private String whole(String style) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + Numbers.at(width) + " " + Numbers.at(height)
                + "\" role=\"img\" aria-label=\"" + escape(label) + "\">" + style + body + "</svg>";
    }
}
