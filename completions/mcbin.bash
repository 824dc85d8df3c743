# Made by 'mcbin generate bash'; edit the option texts in cmd/.

_mcbin_offer() {
  mapfile -t COMPREPLY < <(compgen "$@" -- "$current")
}

_mcbin() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} options=
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    _mcbin_offer -W 'serve get set dump-frame generate version help -h --help -V --version'
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
        -t|--threads) return ;;
        -m|--memory-limit) return ;;
        -I|--max-item-size) return ;;
        -c|--conn-limit) return ;;
        -R|--max-reqs-per-event) return ;;
        --idle-timeout) return ;;
        --shutdown-timeout) return ;;
        -B|--protocol) _mcbin_offer -W 'binary auto'; return ;;
        -u|--user) return ;;
        -P|--pidfile) compopt -o filenames; _mcbin_offer -f; return ;;
        --port-file) compopt -o filenames; _mcbin_offer -f; return ;;
        --config) compopt -o filenames; _mcbin_offer -f; return ;;
      esac
      options='-p --port -l --listen -s --unix-socket -a --unix-mask -b --listen-backlog --insecure-no-auth -t --threads -m --memory-limit -I --max-item-size -c --conn-limit -R --max-reqs-per-event --idle-timeout --shutdown-timeout -M --disable-evictions -C --disable-cas -F --disable-flush-all -B --protocol -u --user -P --pidfile --port-file -v --verbose --config --print-config -h --help -V --version'
      if [[ $current != -* ]]; then
        :
        return
      fi
      ;;
    get)
      case $previous in
        -s|--server) return ;;
        -t|--timeout) return ;;
        --ring) _mcbin_offer -W 'ketama-weighted ketama ketama-spy modula spymemcached spymemcached-ketama dalli bmemcached memjs rendezvous'; return ;;
        --hash) _mcbin_offer -W 'one-at-a-time md5 crc fnv1-32 fnv1a-32 fnv1-64 fnv1a-64 murmur'; return ;;
      esac
      options='-s --server -t --timeout --ring --hash -h --help -V --version'
      if [[ $current != -* ]]; then
        :
        return
      fi
      ;;
    set)
      case $previous in
        -e|--expire) return ;;
        -F|--flags) return ;;
        -f|--file) compopt -o filenames; _mcbin_offer -f; return ;;
        -s|--server) return ;;
        -t|--timeout) return ;;
        --ring) _mcbin_offer -W 'ketama-weighted ketama ketama-spy modula spymemcached spymemcached-ketama dalli bmemcached memjs rendezvous'; return ;;
        --hash) _mcbin_offer -W 'one-at-a-time md5 crc fnv1-32 fnv1a-32 fnv1-64 fnv1a-64 murmur'; return ;;
      esac
      options='-e --expire -F --flags -f --file -s --server -t --timeout --ring --hash -h --help -V --version'
      if [[ $current != -* ]]; then
        :
        return
      fi
      ;;
    dump-frame)
      case $previous in
        --in) _mcbin_offer -W 'auto raw hex base64'; return ;;
        --values) _mcbin_offer -W 'auto none utf8 base64 hex'; return ;;
        --max-value) return ;;
        --proto) _mcbin_offer -W 'classic couchbase'; return ;;
      esac
      options='--in --values --max-value --proto --show-secrets --strict -h --help -V --version'
      if [[ $current != -* ]]; then
        compopt -o filenames; _mcbin_offer -f
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
      options='-h --help -V --version'
      if [[ $current != -* ]]; then
        :
        return
      fi
      ;;
    help)
      options='-h --help -V --version'
      if [[ $current != -* ]]; then
        _mcbin_offer -W 'serve get set dump-frame generate version help'
        return
      fi
      ;;
    *) return ;;
  esac
  _mcbin_offer -W "$options"
}

complete -F _mcbin mcbin
