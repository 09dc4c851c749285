package pagefile

// letters are those of text that carries bytes: all that ASCII shows, but for what would end
// an element of HTML or a text in quotes. web/uncarried.js has the same.
const letters = "!#$%&'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~"

// carrying writes bytes as text: 13 bits, the lowest first, as two digits to the base 91;
// of what is left at the end, up to 6 bits as one. It is an eighth shorter than base64.
func carrying(data []byte) string {
	out := make([]byte, 0, len(data)*16/13+2)
	var bits, n uint
	for _, b := range data {
		bits |= uint(b) << n
		if n += 8; n >= 13 {
			v := bits & (1<<13 - 1)
			out = append(out, letters[v%91], letters[v/91])
			bits, n = bits>>13, n-13
		}
	}
	if n > 0 {
		out = append(out, letters[bits%91])
	}
	if n > 6 {
		out = append(out, letters[bits/91])
	}
	return string(out)
}
