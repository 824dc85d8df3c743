// A callable passed down by reference: one pointer, one call, no allocation. For visitors that
// never outlive the call they are handed to.
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

namespace mcbin {

template <typename Signature>
class FunctionRef;

/// Refers to an object that can be called (a lambda, not a bare function); the object must outlive
/// every call. Copying copies the reference.
template <typename Return, typename... Arguments>
class FunctionRef<Return(Arguments...)> {
 public:
  template <typename Callable>
  requires(!std::is_same_v<std::remove_cvref_t<Callable>, FunctionRef> &&
           std::is_invocable_r_v<Return, Callable&, Arguments...>)
      FunctionRef(Callable&& callable)  // NOLINT(bugprone-forwarding-reference-overload)
      : target_(const_cast<void*>(static_cast<const void*>(std::addressof(callable)))),
        call_([](void* target, Arguments... arguments) -> Return {
          return (*static_cast<std::remove_reference_t<Callable>*>(target))(
              std::forward<Arguments>(arguments)...);
        }) {}

  Return operator()(Arguments... arguments) const {
    return call_(target_, std::forward<Arguments>(arguments)...);
  }

 private:
  void* target_;
  Return (*call_)(void*, Arguments...);
};

}  // namespace mcbin
