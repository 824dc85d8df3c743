# Made by 'mcbin generate bash'; edit the option texts in cmd/.

_mcbin_offer() {
  mapfile -t COMPREPLY < <(compgen "$@" -- "$current")
}

# The servers that the environment names.
_mcbin_servers() {
  local servers="${MCBIN_SERVERS-} ${MEMCACHIER_SERVERS-}"
  servers+=" ${MEMCACHED_SERVERS-} ${MEMCACHE_SERVERS-}"
  printf '%s\n' "${servers//,/ }"
}

_mcbin() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} options=
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    _mcbin_offer -W 'serve get set delete incr decr touch edit copy stats flush ping locate mechs auth-test passwd journal dump-frame encode replay bench generate version help -h --help -V --version'
    return
  fi
  case ${COMP_WORDS[1]} in
    serve)
      case $previous in
        -p|--port) return ;;
        -l|--listen) return ;;
        -s|--unix-socket) compopt -o filenames; _mcbin_offer -f; return ;;
        -a|--unix-mask) return ;;
        -b|--listen-backlog) return ;;
        -Y|--auth-file) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-cert) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-key) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-ca) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-verify) _mcbin_offer -W 'none asked required'; return ;;
        --tls-min-version) _mcbin_offer -W '1.2 1.3'; return ;;
        --tls-ciphers) return ;;
        -t|--threads) return ;;
        -m|--memory-limit) return ;;
        -I|--max-item-size) return ;;
        -c|--conn-limit) return ;;
        -R|--max-reqs-per-event) return ;;
        --held-memory) return ;;
        --idle-timeout) return ;;
        --handshake-timeout) return ;;
        --login-timeout) return ;;
        --header-timeout) return ;;
        --body-timeout) return ;;
        --output-timeout) return ;;
        --shutdown-timeout) return ;;
        --data-dir) compopt -o filenames; _mcbin_offer -d; return ;;
        --durability) _mcbin_offer -W 'none interval interval=1s always'; return ;;
        --recover) _mcbin_offer -W 'strict salvage'; return ;;
        -D|--prefix-delimiter) return ;;
        -B|--protocol) _mcbin_offer -W 'binary auto'; return ;;
        -u|--user) return ;;
        -P|--pidfile) compopt -o filenames; _mcbin_offer -f; return ;;
        --port-file) compopt -o filenames; _mcbin_offer -f; return ;;
        --ready-fd) return ;;
        --log-level) _mcbin_offer -W 'error warn info debug trace'; return ;;
        --log-format) _mcbin_offer -W 'auto text json journald'; return ;;
        --log-file) compopt -o filenames; _mcbin_offer -f; return ;;
        --log-keys) _mcbin_offer -W 'shown hashed hidden'; return ;;
        --slow-request) return ;;
        --large-request) return ;;
        --metrics-listen) return ;;
        -U|--udp-port) return ;;
        -e|--memory-file) return ;;
        -f|--slab-growth-factor) return ;;
        -n|--slab-min-size) return ;;
        -N|--napi_ids) return ;;
        -o|--extended) return ;;
        --config) compopt -o filenames; _mcbin_offer -f; return ;;
      esac
      options='-p --port -l --listen -s --unix-socket -a --unix-mask -b --listen-backlog -S --enable-sasl -Y --auth-file --insecure-no-auth --allow-plaintext-auth -Z --enable-ssl --tls-cert --tls-key --tls-ca --tls-verify --tls-min-version --tls-ciphers -t --threads -m --memory-limit -I --max-item-size -c --conn-limit -R --max-reqs-per-event --held-memory --idle-timeout --handshake-timeout --login-timeout --header-timeout --body-timeout --output-timeout --shutdown-timeout --data-dir --durability --recover -M --disable-evictions -C --disable-cas -F --disable-flush-all -X --disable-dumping -D --prefix-delimiter -B --protocol -u --user -P --pidfile --port-file --ready-fd -d --daemon -k --lock-memory -r --enable-coredumps -v --verbose --log-level --log-format --log-file --log-keys --slow-request --large-request --metrics-listen -U --udp-port -e --memory-file -f --slab-growth-factor -n --slab-min-size -L --enable-largepages -A --enable-shutdown -W --disable-watch -N --napi_ids -o --extended --config --print-config -h --help -V --version'
      if [[ $current != -* ]]; then
        :
        return
      fi
      ;;
    get)
      case $previous in
        --keys-from) compopt -o filenames; _mcbin_offer -f; return ;;
        -o|--output) compopt -o filenames; _mcbin_offer -d; return ;;
        --decode) _mcbin_offer -W 'auto none bmemcached pylibmc php dalli spymemcached memjs'; return ;;
        --default) return ;;
        --touch) return ;;
        --watch) return ;;
        -s|--server) _mcbin_offer -W "$(_mcbin_servers)"; return ;;
        -t|--timeout) return ;;
        --ring) _mcbin_offer -W 'ketama-weighted ketama ketama-spy modula spymemcached spymemcached-ketama dalli bmemcached memjs rendezvous'; return ;;
        --hash) _mcbin_offer -W 'one-at-a-time md5 crc fnv1-32 fnv1a-32 fnv1-64 fnv1a-64 murmur'; return ;;
        --username) return ;;
        --password-file) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-ca) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-cert) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-key) compopt -o filenames; _mcbin_offer -f; return ;;
        --trace-file) compopt -o filenames; _mcbin_offer -f; return ;;
      esac
      options='--keys-from --key-hex --key-b64 --json -0 --null -o --output --meta --decode --default --ok-missing --touch --watch --all -s --server -t --timeout --ring --hash --username --password-file --ask-password --tls --tls-ca --tls-cert --tls-key --tls-insecure --trace --trace-file -h --help -V --version'
      if [[ $current != -* ]]; then
        :
        return
      fi
      ;;
    set)
      case $previous in
        -f|--file) compopt -o filenames; _mcbin_offer -f; return ;;
        --cas) return ;;
        -e|--expire) return ;;
        -F|--flags) return ;;
        --as) _mcbin_offer -W 'bmemcached pylibmc php dalli spymemcached memjs'; return ;;
        --type) _mcbin_offer -W 'text bytes int float bool'; return ;;
        --from) compopt -o filenames; _mcbin_offer -f; return ;;
        --format) _mcbin_offer -W 'jsonl tsv nul'; return ;;
        -s|--server) _mcbin_offer -W "$(_mcbin_servers)"; return ;;
        -t|--timeout) return ;;
        --ring) _mcbin_offer -W 'ketama-weighted ketama ketama-spy modula spymemcached spymemcached-ketama dalli bmemcached memjs rendezvous'; return ;;
        --hash) _mcbin_offer -W 'one-at-a-time md5 crc fnv1-32 fnv1a-32 fnv1-64 fnv1a-64 murmur'; return ;;
        --username) return ;;
        --password-file) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-ca) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-cert) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-key) compopt -o filenames; _mcbin_offer -f; return ;;
        --trace-file) compopt -o filenames; _mcbin_offer -f; return ;;
      esac
      options='--key-hex --key-b64 -f --file --cas --print-cas --if-absent --if-present --append --prepend -e --expire -F --flags --as --type --compress --from --format --all -s --server -t --timeout --ring --hash --username --password-file --ask-password --tls --tls-ca --tls-cert --tls-key --tls-insecure --trace --trace-file -h --help -V --version'
      if [[ $current != -* ]]; then
        :
        return
      fi
      ;;
    delete)
      case $previous in
        --keys-from) compopt -o filenames; _mcbin_offer -f; return ;;
        --cas) return ;;
        -s|--server) _mcbin_offer -W "$(_mcbin_servers)"; return ;;
        -t|--timeout) return ;;
        --ring) _mcbin_offer -W 'ketama-weighted ketama ketama-spy modula spymemcached spymemcached-ketama dalli bmemcached memjs rendezvous'; return ;;
        --hash) _mcbin_offer -W 'one-at-a-time md5 crc fnv1-32 fnv1a-32 fnv1-64 fnv1a-64 murmur'; return ;;
        --username) return ;;
        --password-file) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-ca) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-cert) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-key) compopt -o filenames; _mcbin_offer -f; return ;;
        --trace-file) compopt -o filenames; _mcbin_offer -f; return ;;
      esac
      options='--keys-from --key-hex --key-b64 -0 --null --cas --ok-missing --all -s --server -t --timeout --ring --hash --username --password-file --ask-password --tls --tls-ca --tls-cert --tls-key --tls-insecure --trace --trace-file -h --help -V --version'
      if [[ $current != -* ]]; then
        :
        return
      fi
      ;;
    incr)
      case $previous in
        --initial) return ;;
        -e|--expire) return ;;
        -s|--server) _mcbin_offer -W "$(_mcbin_servers)"; return ;;
        -t|--timeout) return ;;
        --ring) _mcbin_offer -W 'ketama-weighted ketama ketama-spy modula spymemcached spymemcached-ketama dalli bmemcached memjs rendezvous'; return ;;
        --hash) _mcbin_offer -W 'one-at-a-time md5 crc fnv1-32 fnv1a-32 fnv1-64 fnv1a-64 murmur'; return ;;
        --username) return ;;
        --password-file) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-ca) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-cert) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-key) compopt -o filenames; _mcbin_offer -f; return ;;
        --trace-file) compopt -o filenames; _mcbin_offer -f; return ;;
      esac
      options='--key-hex --key-b64 --initial --no-create -e --expire -s --server -t --timeout --ring --hash --username --password-file --ask-password --tls --tls-ca --tls-cert --tls-key --tls-insecure --trace --trace-file -h --help -V --version'
      if [[ $current != -* ]]; then
        :
        return
      fi
      ;;
    decr)
      case $previous in
        --initial) return ;;
        -e|--expire) return ;;
        -s|--server) _mcbin_offer -W "$(_mcbin_servers)"; return ;;
        -t|--timeout) return ;;
        --ring) _mcbin_offer -W 'ketama-weighted ketama ketama-spy modula spymemcached spymemcached-ketama dalli bmemcached memjs rendezvous'; return ;;
        --hash) _mcbin_offer -W 'one-at-a-time md5 crc fnv1-32 fnv1a-32 fnv1-64 fnv1a-64 murmur'; return ;;
        --username) return ;;
        --password-file) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-ca) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-cert) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-key) compopt -o filenames; _mcbin_offer -f; return ;;
        --trace-file) compopt -o filenames; _mcbin_offer -f; return ;;
      esac
      options='--key-hex --key-b64 --initial --no-create -e --expire -s --server -t --timeout --ring --hash --username --password-file --ask-password --tls --tls-ca --tls-cert --tls-key --tls-insecure --trace --trace-file -h --help -V --version'
      if [[ $current != -* ]]; then
        :
        return
      fi
      ;;
    touch)
      case $previous in
        --keys-from) compopt -o filenames; _mcbin_offer -f; return ;;
        -e|--expire) return ;;
        -s|--server) _mcbin_offer -W "$(_mcbin_servers)"; return ;;
        -t|--timeout) return ;;
        --ring) _mcbin_offer -W 'ketama-weighted ketama ketama-spy modula spymemcached spymemcached-ketama dalli bmemcached memjs rendezvous'; return ;;
        --hash) _mcbin_offer -W 'one-at-a-time md5 crc fnv1-32 fnv1a-32 fnv1-64 fnv1a-64 murmur'; return ;;
        --username) return ;;
        --password-file) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-ca) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-cert) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-key) compopt -o filenames; _mcbin_offer -f; return ;;
        --trace-file) compopt -o filenames; _mcbin_offer -f; return ;;
      esac
      options='--keys-from --key-hex --key-b64 -e --expire -0 --null --ok-missing --all -s --server -t --timeout --ring --hash --username --password-file --ask-password --tls --tls-ca --tls-cert --tls-key --tls-insecure --trace --trace-file -h --help -V --version'
      if [[ $current != -* ]]; then
        :
        return
      fi
      ;;
    edit)
      case $previous in
        -e|--expire) return ;;
        --tries) return ;;
        -s|--server) _mcbin_offer -W "$(_mcbin_servers)"; return ;;
        -t|--timeout) return ;;
        --ring) _mcbin_offer -W 'ketama-weighted ketama ketama-spy modula spymemcached spymemcached-ketama dalli bmemcached memjs rendezvous'; return ;;
        --hash) _mcbin_offer -W 'one-at-a-time md5 crc fnv1-32 fnv1a-32 fnv1-64 fnv1a-64 murmur'; return ;;
        --username) return ;;
        --password-file) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-ca) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-cert) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-key) compopt -o filenames; _mcbin_offer -f; return ;;
        --trace-file) compopt -o filenames; _mcbin_offer -f; return ;;
      esac
      options='--key-hex --key-b64 -e --expire --tries -s --server -t --timeout --ring --hash --username --password-file --ask-password --tls --tls-ca --tls-cert --tls-key --tls-insecure --trace --trace-file -h --help -V --version'
      if [[ $current != -* ]]; then
        :
        return
      fi
      ;;
    copy)
      case $previous in
        --keys-from) compopt -o filenames; _mcbin_offer -f; return ;;
        --to) _mcbin_offer -W "$(_mcbin_servers)"; return ;;
        -e|--expire) return ;;
        -s|--server) _mcbin_offer -W "$(_mcbin_servers)"; return ;;
        -t|--timeout) return ;;
        --ring) _mcbin_offer -W 'ketama-weighted ketama ketama-spy modula spymemcached spymemcached-ketama dalli bmemcached memjs rendezvous'; return ;;
        --hash) _mcbin_offer -W 'one-at-a-time md5 crc fnv1-32 fnv1a-32 fnv1-64 fnv1a-64 murmur'; return ;;
        --username) return ;;
        --password-file) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-ca) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-cert) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-key) compopt -o filenames; _mcbin_offer -f; return ;;
        --trace-file) compopt -o filenames; _mcbin_offer -f; return ;;
      esac
      options='--keys-from --key-hex --key-b64 --to -e --expire --if-absent --ok-missing -0 --null -s --server -t --timeout --ring --hash --username --password-file --ask-password --tls --tls-ca --tls-cert --tls-key --tls-insecure --trace --trace-file -h --help -V --version'
      if [[ $current != -* ]]; then
        _mcbin_offer -W "$(_mcbin_servers)"
        return
      fi
      ;;
    stats)
      case $previous in
        -s|--server) _mcbin_offer -W "$(_mcbin_servers)"; return ;;
        -t|--timeout) return ;;
        --ring) _mcbin_offer -W 'ketama-weighted ketama ketama-spy modula spymemcached spymemcached-ketama dalli bmemcached memjs rendezvous'; return ;;
        --hash) _mcbin_offer -W 'one-at-a-time md5 crc fnv1-32 fnv1a-32 fnv1-64 fnv1a-64 murmur'; return ;;
        --username) return ;;
        --password-file) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-ca) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-cert) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-key) compopt -o filenames; _mcbin_offer -f; return ;;
        --trace-file) compopt -o filenames; _mcbin_offer -f; return ;;
      esac
      options='--json --all -s --server -t --timeout --ring --hash --username --password-file --ask-password --tls --tls-ca --tls-cert --tls-key --tls-insecure --trace --trace-file -h --help -V --version'
      if [[ $current != -* ]]; then
        _mcbin_offer -W 'settings items slabs sizes conns detail reset'
        return
      fi
      ;;
    flush)
      case $previous in
        --delay) return ;;
        -s|--server) _mcbin_offer -W "$(_mcbin_servers)"; return ;;
        -t|--timeout) return ;;
        --ring) _mcbin_offer -W 'ketama-weighted ketama ketama-spy modula spymemcached spymemcached-ketama dalli bmemcached memjs rendezvous'; return ;;
        --hash) _mcbin_offer -W 'one-at-a-time md5 crc fnv1-32 fnv1a-32 fnv1-64 fnv1a-64 murmur'; return ;;
        --username) return ;;
        --password-file) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-ca) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-cert) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-key) compopt -o filenames; _mcbin_offer -f; return ;;
        --trace-file) compopt -o filenames; _mcbin_offer -f; return ;;
      esac
      options='-y --yes --all --delay -s --server -t --timeout --ring --hash --username --password-file --ask-password --tls --tls-ca --tls-cert --tls-key --tls-insecure --trace --trace-file -h --help -V --version'
      if [[ $current != -* ]]; then
        :
        return
      fi
      ;;
    ping)
      case $previous in
        --wait) return ;;
        -s|--server) _mcbin_offer -W "$(_mcbin_servers)"; return ;;
        -t|--timeout) return ;;
        --ring) _mcbin_offer -W 'ketama-weighted ketama ketama-spy modula spymemcached spymemcached-ketama dalli bmemcached memjs rendezvous'; return ;;
        --hash) _mcbin_offer -W 'one-at-a-time md5 crc fnv1-32 fnv1a-32 fnv1-64 fnv1a-64 murmur'; return ;;
        --username) return ;;
        --password-file) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-ca) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-cert) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-key) compopt -o filenames; _mcbin_offer -f; return ;;
        --trace-file) compopt -o filenames; _mcbin_offer -f; return ;;
      esac
      options='-q --quiet --wait -s --server -t --timeout --ring --hash --username --password-file --ask-password --tls --tls-ca --tls-cert --tls-key --tls-insecure --trace --trace-file -h --help -V --version'
      if [[ $current != -* ]]; then
        :
        return
      fi
      ;;
    locate)
      case $previous in
        -s|--server) _mcbin_offer -W "$(_mcbin_servers)"; return ;;
        -t|--timeout) return ;;
        --ring) _mcbin_offer -W 'ketama-weighted ketama ketama-spy modula spymemcached spymemcached-ketama dalli bmemcached memjs rendezvous'; return ;;
        --hash) _mcbin_offer -W 'one-at-a-time md5 crc fnv1-32 fnv1a-32 fnv1-64 fnv1a-64 murmur'; return ;;
        --username) return ;;
        --password-file) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-ca) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-cert) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-key) compopt -o filenames; _mcbin_offer -f; return ;;
        --trace-file) compopt -o filenames; _mcbin_offer -f; return ;;
      esac
      options='-s --server -t --timeout --ring --hash --username --password-file --ask-password --tls --tls-ca --tls-cert --tls-key --tls-insecure --trace --trace-file -h --help -V --version'
      if [[ $current != -* ]]; then
        :
        return
      fi
      ;;
    mechs)
      case $previous in
        -s|--server) _mcbin_offer -W "$(_mcbin_servers)"; return ;;
        -t|--timeout) return ;;
        --ring) _mcbin_offer -W 'ketama-weighted ketama ketama-spy modula spymemcached spymemcached-ketama dalli bmemcached memjs rendezvous'; return ;;
        --hash) _mcbin_offer -W 'one-at-a-time md5 crc fnv1-32 fnv1a-32 fnv1-64 fnv1a-64 murmur'; return ;;
        --username) return ;;
        --password-file) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-ca) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-cert) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-key) compopt -o filenames; _mcbin_offer -f; return ;;
        --trace-file) compopt -o filenames; _mcbin_offer -f; return ;;
      esac
      options='-s --server -t --timeout --ring --hash --username --password-file --ask-password --tls --tls-ca --tls-cert --tls-key --tls-insecure --trace --trace-file -h --help -V --version'
      if [[ $current != -* ]]; then
        :
        return
      fi
      ;;
    auth-test)
      case $previous in
        -s|--server) _mcbin_offer -W "$(_mcbin_servers)"; return ;;
        -t|--timeout) return ;;
        --ring) _mcbin_offer -W 'ketama-weighted ketama ketama-spy modula spymemcached spymemcached-ketama dalli bmemcached memjs rendezvous'; return ;;
        --hash) _mcbin_offer -W 'one-at-a-time md5 crc fnv1-32 fnv1a-32 fnv1-64 fnv1a-64 murmur'; return ;;
        --username) return ;;
        --password-file) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-ca) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-cert) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-key) compopt -o filenames; _mcbin_offer -f; return ;;
        --trace-file) compopt -o filenames; _mcbin_offer -f; return ;;
      esac
      options='-s --server -t --timeout --ring --hash --username --password-file --ask-password --tls --tls-ca --tls-cert --tls-key --tls-insecure --trace --trace-file -h --help -V --version'
      if [[ $current != -* ]]; then
        :
        return
      fi
      ;;
    passwd)
      case $previous in
        -f|--file) compopt -o filenames; _mcbin_offer -f; return ;;
        -r|--rights) return ;;
        -k|--keys) return ;;
      esac
      options='-f --file -r --rights -k --keys --keep-old -d --delete -h --help -V --version'
      if [[ $current != -* ]]; then
        :
        return
      fi
      ;;
    journal)
      options='-v --values -h --help -V --version'
      if [[ $current != -* ]]; then
        _mcbin_offer -W 'check dump'
        return
      fi
      ;;
    dump-frame)
      case $previous in
        --in) _mcbin_offer -W 'auto raw hex escaped base64 pcap jsonl'; return ;;
        -i|--interface) return ;;
        --bpf) return ;;
        -p|--port) return ;;
        --proto) _mcbin_offer -W 'classic couchbase'; return ;;
        --key) return ;;
        --key-prefix) return ;;
        --key-re) return ;;
        --op) return ;;
        --status) return ;;
        --conn) return ;;
        --dir) _mcbin_offer -W 'c2s s2c'; return ;;
        --since) return ;;
        --until) return ;;
        --min-latency) return ;;
        --min-value) return ;;
        --head) return ;;
        -A|--after) return ;;
        -o|--output) _mcbin_offer -W 'jsonl json pretty text csv hex'; return ;;
        --values) _mcbin_offer -W 'auto none utf8 base64 hex'; return ;;
        --max-value) return ;;
        --decode-flags) _mcbin_offer -W 'none auto bmemcached pylibmc php dalli spymemcached memjs'; return ;;
        --redact) _mcbin_offer -W 'keys values all'; return ;;
        --salt) return ;;
        --top) return ;;
        --by) _mcbin_offer -W 'key prefix client op'; return ;;
        --separator) return ;;
        --hdr) compopt -o filenames; _mcbin_offer -f; return ;;
        --write) compopt -o filenames; _mcbin_offer -f; return ;;
      esac
      options='--in -i --interface -F --follow --bpf -p --port --proto --key --key-prefix --key-re --op --status --conn --dir --since --until --min-latency --min-value --unpaired --head -A --after -o --output --values --max-value --decode-flags --hash --raw --transactions --show-secrets --redact --salt --summary --top --by --separator --hdr --write --schema --strict -h --help -V --version'
      if [[ $current != -* ]]; then
        compopt -o filenames; _mcbin_offer -f
        return
      fi
      ;;
    encode)
      case $previous in
        --conn) return ;;
        --dir) _mcbin_offer -W 'c2s s2c'; return ;;
      esac
      options='--conn --dir --hex -h --help -V --version'
      if [[ $current != -* ]]; then
        compopt -o filenames; _mcbin_offer -f
        return
      fi
      ;;
    replay)
      case $previous in
        --from) _mcbin_offer -W 'guess traffic jsonl twitter cachebench'; return ;;
        -s|--server) _mcbin_offer -W "$(_mcbin_servers)"; return ;;
        --username) return ;;
        --password-file) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-ca) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-cert) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-key) compopt -o filenames; _mcbin_offer -f; return ;;
        --ring) _mcbin_offer -W 'ketama-weighted ketama ketama-spy modula spymemcached spymemcached-ketama dalli bmemcached memjs rendezvous'; return ;;
        --hash) _mcbin_offer -W 'one-at-a-time md5 crc fnv1-32 fnv1a-32 fnv1-64 fnv1a-64 murmur'; return ;;
        --against) _mcbin_offer -W "$(_mcbin_servers)"; return ;;
        -m|--memory) return ;;
        --allow) _mcbin_offer -W 'flush quit sasl'; return ;;
        --speed) return ;;
        --rate) return ;;
        --window) return ;;
        --since) return ;;
        --until) return ;;
        --max-idle) return ;;
        --loop) return ;;
        --for) return ;;
        --max-late) return ;;
        -t|--timeout) return ;;
        --connections) _mcbin_offer -W 'keep merge'; return ;;
        --warm) _mcbin_offer -W 'none hits'; return ;;
        --cas) _mcbin_offer -W 'map keep zero'; return ;;
        --ttl) _mcbin_offer -W 'keep scale drop'; return ;;
        --values) _mcbin_offer -W 'captured seeded random'; return ;;
        --key-prefix) return ;;
        --rename-prefix) return ;;
        --anonymise) return ;;
        --sample) return ;;
        --port) return ;;
        --differences) return ;;
        --shrink) compopt -o filenames; _mcbin_offer -f; return ;;
        --report) _mcbin_offer -W 'text json html'; return ;;
        --save) compopt -o filenames; _mcbin_offer -f; return ;;
        --hdr) compopt -o filenames; _mcbin_offer -f; return ;;
      esac
      options='--from -s --server --username --password-file --ask-password --tls --tls-ca --tls-cert --tls-key --tls-insecure --ring --hash --against --in-process -m --memory --allow-remote --allow --speed --rate --max --window --since --until --max-idle --loop --for --max-late -t --timeout --connections --warm --cas --ttl --values --key-prefix --rename-prefix --anonymise --keep-namespaces --sample --port --dry-run --differences --shrink --report --save --hdr -h --help -V --version'
      if [[ $current != -* ]]; then
        compopt -o filenames; _mcbin_offer -f
        return
      fi
      ;;
    bench)
      case $previous in
        -s|--server) _mcbin_offer -W "$(_mcbin_servers)"; return ;;
        --username) return ;;
        --password-file) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-ca) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-cert) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-key) compopt -o filenames; _mcbin_offer -f; return ;;
        --against) _mcbin_offer -W "$(_mcbin_servers)"; return ;;
        -m|--mix) return ;;
        -P|--pipeline) return ;;
        -k|--keys) return ;;
        --key-size) return ;;
        --value-size) return ;;
        --distribution) return ;;
        --seed) return ;;
        -c|--connections) return ;;
        -T|--threads) return ;;
        -d|--duration) return ;;
        --warm-up) return ;;
        --rate) return ;;
        --max-late) return ;;
        --rounds) return ;;
        -t|--timeout) return ;;
        --report) _mcbin_offer -W 'text json'; return ;;
      esac
      options='-s --server --username --password-file --ask-password --tls --tls-ca --tls-cert --tls-key --tls-insecure --against -m --mix -P --pipeline -q --quiet -k --keys --key-size --value-size --distribution --seed -c --connections -T --threads -d --duration --warm-up --rate --max-late --rounds --no-fill -t --timeout --report -h --help -V --version'
      if [[ $current != -* ]]; then
        :
        return
      fi
      ;;
    generate)
      case $previous in
        -o|--output) compopt -o filenames; _mcbin_offer -d; return ;;
        --tails) compopt -o filenames; _mcbin_offer -d; return ;;
      esac
      options='-o --output --tails -h --help -V --version'
      if [[ $current != -* ]]; then
        _mcbin_offer -W 'man bash zsh fish'
        return
      fi
      ;;
    version)
      case $previous in
        -s|--server) _mcbin_offer -W "$(_mcbin_servers)"; return ;;
        -t|--timeout) return ;;
        --ring) _mcbin_offer -W 'ketama-weighted ketama ketama-spy modula spymemcached spymemcached-ketama dalli bmemcached memjs rendezvous'; return ;;
        --hash) _mcbin_offer -W 'one-at-a-time md5 crc fnv1-32 fnv1a-32 fnv1-64 fnv1a-64 murmur'; return ;;
        --username) return ;;
        --password-file) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-ca) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-cert) compopt -o filenames; _mcbin_offer -f; return ;;
        --tls-key) compopt -o filenames; _mcbin_offer -f; return ;;
        --trace-file) compopt -o filenames; _mcbin_offer -f; return ;;
      esac
      options='--all -s --server -t --timeout --ring --hash --username --password-file --ask-password --tls --tls-ca --tls-cert --tls-key --tls-insecure --trace --trace-file -h --help -V --version'
      if [[ $current != -* ]]; then
        :
        return
      fi
      ;;
    help)
      options='-h --help -V --version'
      if [[ $current != -* ]]; then
        _mcbin_offer -W 'serve get set delete incr decr touch edit copy stats flush ping locate mechs auth-test passwd journal dump-frame encode replay bench generate version help exit-codes flags ttl uri'
        return
      fi
      ;;
    *) return ;;
  esac
  _mcbin_offer -W "$options"
}

complete -F _mcbin mcbin
