// Go's regexp over rows of the table of constructs: lines "HEX HEX" (pattern, probe) in, lines "Y", "n" or "E" out.
package main

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"os"
	"regexp"
	"strings"
)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		both := strings.Split(lines.Text(), " ")
		pattern, _ := hex.DecodeString(both[0])
		probe, _ := hex.DecodeString(both[1])
		r, err := regexp.Compile("(?i)" + string(pattern))
		switch {
		case err != nil:
			fmt.Println("E")
		case r.Match(probe):
			fmt.Println("Y")
		default:
			fmt.Println("n")
		}
	}
}
